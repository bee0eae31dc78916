"""Variant characters that count as one when searching and matching; nothing stored is rewritten.

Tables of our own; each entry is the common form followed by its variants. A pair is here only
when both are, officially or in everyday use, the same character: 旧字体 of the 常用漢字表, the
pairs of the 人名用漢字, forms of the JIS revisions, forms found in family names. Never by closure
over a dictionary, which would make 崎 = 埼 or 畑 = 畠. What NFKC unifies already is left out.
"""

from __future__ import annotations

from typing import Final

_OLD_FORMS: Final = """
亜亞 悪惡 圧壓 囲圍 医醫 為爲 壱壹 隠隱 栄榮 営營 衛衞 駅驛 鋭銳 悦悅 閲閱 円圓 縁緣 塩鹽 艶艷 応應 欧歐
殴毆 桜櫻 奥奧 横橫 温溫 穏穩 仮假 価價 画畫 会會 絵繪 壊壞 懐懷 拡擴 殻殼 覚覺 学學斈 岳嶽 楽樂 渇渴
缶罐 巻卷 陥陷 勧勸 寛寬 関關闗 歓歡 観觀 顔顏 気氣 既旣 帰歸 亀龜 器噐 偽僞 戯戲 犠犧 旧舊 拠據 挙擧舉
虚虛 峡峽 挟挾 狭狹 教敎 強强 郷鄕鄉 暁曉 区區 駆驅駈 勲勳 薫薰 径徑 恵惠 掲揭 渓溪 経經 蛍螢 軽輕 継繼
鶏鷄雞 芸藝 撃擊 欠缺 研硏 県縣 倹儉 剣劍劔剱釼劒 険險 圏圈 検檢 献獻 権權 顕顯 験驗 厳嚴 戸戶 呉吳 娯娛
広廣 効效 恒恆 黄黃 鉱鑛 号號 国國圀囶 黒黑 砕碎 済濟 斎齋斉齊亝 剤劑 冊册 雑雜 参參 桟棧 蚕蠶 惨慘 産產
賛贊 残殘 糸絲 姉姊 歯齒 児兒 辞辭 湿濕溼 実實 写寫 釈釋 寿壽 収收 従從 渋澁澀 獣獸 縦縱 粛肅 処處 緒緖
叙敍敘 将將 渉涉 焼燒 奨奬獎 称稱 証證 条條 状狀 乗乘 浄淨 剰剩 畳疊 縄繩 壌壤 嬢孃 譲讓 醸釀 触觸 嘱囑
真眞 寝寢 慎愼 尽盡 図圖 粋粹 酔醉 穂穗 随隨 髄髓 枢樞 数數 瀬瀨 声聲 青靑 清淸 静靜 税稅 窃竊 摂攝 説說
専專 浅淺 戦戰 践踐 銭錢 潜潛 繊纖 禅禪 双雙 壮壯 争爭 荘莊 捜搜 挿插 巣巢 装裝 総總 騒騷 蔵藏 臓臟 即卽
属屬 続續 堕墮 対對 体體 帯帶 滞滯 台臺 滝瀧 択擇 沢澤 脱脫 担擔 単單 胆膽 団團 断斷 弾彈 遅遲 痴癡 虫蟲
昼晝 鋳鑄 庁廳 徴徵 聴聽 勅敕 鎮鎭 逓遞 鉄鐵銕鐡 点點 転轉 伝傳 灯燈 当當 党黨 盗盜 稲稻 闘鬪鬭 徳德 独獨
読讀 届屆 内內 弐貳貮 悩惱 脳腦 覇霸 拝拜 廃廢 売賣 麦麥 発發 髪髮 抜拔 蛮蠻 秘祕 浜濱濵 瓶甁 払拂 仏佛
併倂 並竝 餅餠 変變 辺邊邉 弁辨瓣辯 歩步 宝寶寳 豊豐 褒襃 翻飜 毎每 万萬 満滿 麺麵 黙默 弥彌 訳譯 薬藥
与與 予豫 余餘 誉譽 揺搖 様樣 謡謠 来來 頼賴 乱亂 覧覽 略畧 竜龍 両兩 猟獵 緑綠 塁壘 涙淚 礼禮 励勵 戻戾
霊靈 齢齡 暦曆 歴歷 恋戀 炉爐 労勞 録錄 郎郞 楼樓 湾灣 曽曾 痩瘦 剥剝 頬頰 填塡 叱𠮟 喩喻 彦彥 呑吞
窓窗窻 衆眾 煙烟 糧粮 茎莖 舎舍 没沒 増增 錬鍊 隷隸 鬱欝 罰罸 絶絕 却卻 査查 歳歲 晩晚 概槪 濾沪 猫貓
"""

_NAME_AND_JIS_FORMS: Final = """
尭堯 巌巖巗 桧檜 槙槇 瑶瑤 祢禰 遥遙 禄祿 穣穰 聡聰 亘亙 晃晄 凛凜 萌萠 昂昻 晋晉 熙煕熈𤋮 頴穎 薮藪 壷壺
篭籠 諌諫 砺礪 鈎鉤 頚頸 竃竈 蛎蠣 賎賤 迩邇 鯵鰺 鴬鶯 鴎鷗 涛濤 梼檮 祷禱 焔焰 噛嚙 侠俠 倶俱 嘘噓 妍姸
屏屛 并幷 繋繫 蝉蟬 掴摑 掻搔 撹攪 涜瀆 溌潑 箪簞 莱萊 蒋蔣 蝋蠟 醤醬 醗醱 鹸鹼 麹麴 靭靱 騨驒 弯彎 贋贗
楡榆 唖啞 厠廁 呪咒 刹剎 汚污 葱蔥 繍繡 鼈鱉 稜棱 痺痹 床牀 膣腟 鼠鼡 芦蘆 讃讚 蝿蠅 厩廐廏 婿壻 巽巺 飲飮
"""

_FAMILY_NAME_FORMS: Final = """
高髙 崎﨑嵜㟢 吉𠮷 土圡𡈽 橋𣘺槗 島嶋嶌 峰峯 富冨 船舩 柳栁桺 桑桒 淵渕渊 館舘 松枩柗 喜㐂 寧寗寍 宮宫
鶴靏靍鸖 野埜 村邨 栃杤 柏栢 枡桝 秋穐 隣鄰 雁鴈 鼓皷 園薗 梅楳 磯礒 沖冲 皐皋 珍珎 虎乕 場塲 奈柰 多夛
夢梦 哲喆 爾尓 兎兔 卒卆 卯夘 刃刄 厨廚 啓啟 丈𠀋 今𫝆 泰𣳾 脇𦚰 臼𦥑 脈脉 群羣 苺莓 涼凉 減减 氷冰 往徃
紙帋 纏纒 韮韭 裏裡 峨峩 舗舖 猪豬 唇脣
"""

# ⺠ and its like come out of PDF text; NFKC unifies only the 康熙 radicals, not these.
_RADICALS: Final = """
民⺠ 西⻄⻃ 見⻅ 角⻆⻇ 貝⻉ 車⻋ 長⻑⻒ 門⻔ 青⻘ 食⻝⻞ 飛⻜ 馬⻢ 骨⻣ 鬼⻤ 魚⻥ 鳥⻦ 麦⻨
黄⻩ 斉⻫ 歯⻭ 竜⻯ 亀⻲⻱ 虎⻁ 羊⺷⺶ 衣⻂ 臼⺽ 乙⺄ 卜⺊ 小⺌ 巳⺒ 幺⺓ 日⺜ 月⺝ 牛⺧ 王⺩ 疋⺪ 目⺫
示⺬ 竹⺮ 糸⺯ 足⻊ 雨⻗ 首⻡
"""


def table() -> dict[str, str]:
    """Every variant with the common form it is found by: 舩 → 船, 髙 → 高."""
    pairs: dict[str, str] = {}
    for block in (_OLD_FORMS, _NAME_AND_JIS_FORMS, _FAMILY_NAME_FORMS, _RADICALS):
        for entry in block.split():
            pairs.update(dict.fromkeys(entry[1:], entry[0]))
    return {variant: pairs.get(common, common) for variant, common in pairs.items()}
