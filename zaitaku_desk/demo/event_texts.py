"""理事会, 顔なじみになる会, 多職種研修会, 保健所・市連絡会."""

from __future__ import annotations

from zaitaku_desk.demo.script import Scene

_REPORT = (
    "医療連携推進コーディネーター事業の活動報告と今後の取組", "home_care",
    "ヒアリング訪問、会議、相談の件数と内容。",
)  # fmt: skip

BOARD = (
    Scene(
        (0, 7),
        agenda=(_REPORT, ("ヒアリング訪問への協力依頼", "coordinator", "")),
        remarks=((2, "vice", "訪問の日程は、診療の休み時間に合わせてもらえるとありがたい。"),),
        decisions=(
            ("コーディネーターによるヒアリング訪問について", "approved", 0),
            ("関係機関情報一覧表の作成について", "accepted", 0),
        ),
        achievements=("ヒアリング訪問について、会員への協力依頼が承認された。",),
    ),
    Scene(
        (0, 1),
        agenda=(_REPORT, ("看取り代診医の意向調査について", "home_care", "")),
        remarks=((2, "auditor", "個人情報の扱いを、調査票に明記しておくこと。"),),
        decisions=(
            ("看取り代診医の意向調査の実施について", "approved", 0),
            ("顔なじみになる会の開催結果について", "confirmed", 0),
        ),
        issues=("代診の費用の扱いについて、引き続き検討する。",),
    ),
    Scene(
        (1, 7),
        agenda=(_REPORT, ("看取り代診医の要綱（案）について", "home_care", "")),
        remarks=((2, "vice2", "お盆の試行の結果を見て、要綱を見直すこととしたい。"),),
        decisions=(
            ("看取り代診医の要綱（案）及び試行について", "approved", 0),
            ("同行訪問研修の実施について", "approved", 0),
        ),
        achievements=("看取り代診の試行について承認が得られた。",),
    ),
    Scene(
        (1, 1),
        agenda=(_REPORT, ("退院前カンファレンスの申し合わせについて", "coordinator", "")),
        remarks=((2, "president", "申し合わせは、病院長会議でも説明してもらう。"),),
        decisions=(
            ("退院前カンファレンスの申し合わせについて", "accepted", 0),
            ("看取り代診の試行（年末年始）の結果について", "confirmed", 0),
        ),
    ),
    Scene(
        (2, 7),
        agenda=(_REPORT, ("夜間・休日の輪番の検討について", "vice", "")),
        remarks=((2, "home_care2", "輪番に加わる医師への支援を、併せて考えてほしい。"),),
        decisions=(
            ("看取り代診の本格運用の状況について", "confirmed", 0),
            ("夜間・休日の輪番について、2地区での試行を検討すること", "continued", 3),
        ),
        issues=("輪番の医師への情報の渡し方を、コア会議で詰める。",),
    ),
    Scene(
        (2, 1),
        agenda=(_REPORT, ("来年度の事業計画（案）について", "home_care", "")),
        remarks=((2, "auditor", "当番の手当は、予算の裏付けを示してほしい。"),),
        decisions=(("来年度の事業計画（案）について", "approved", 0),),
    ),
)  # fmt: skip

FRIENDLY = (
    Scene(
        (0, 10),
        catchphrase="名刺とことばを交わして、明日の電話を一本かけやすく",
        selling_point="職種をこえて顔と名前を知り、困ったときに電話ができる間柄になる。",
        agenda=(
            ("地域の在宅医療の現状", "home_care", "ヒアリングで聞いた声の紹介。"),
            ("グループで自己紹介と情報交換", "coordinator", "地区ごとの8グループ。"),
        ),
        remarks=(
            (2, "care_head", "先生方に電話してよい時間が分かっただけで、ずいぶん気が楽になった。"),
            (2, "nursing_head", "薬剤師さんと直接話せて、残薬の相談先が決まった。"),
        ),
        achievements=("職種をこえて、直接連絡できる相手が増えた。",),
        issues=("歯科からの参加が少なかった。",),
        actions=(("アンケートをまとめて参加者に送る", "coordinator", 3),),
        head_count=68,
    ),
    Scene(
        (1, 10),
        catchphrase="「お願いします」の前に「はじめまして」を",
        selling_point="退院から在宅への移行を題材に、それぞれの仕事を知り合う。",
        agenda=(
            ("退院から在宅へ ある事例の道のり", "liaison_msw", "病院・診療所・ケアマネジャーの三者で紹介。"),
            ("グループで情報交換", "coordinator", "訪問の範囲と連絡の方法を書いたカードを交換する。"),
        ),
        remarks=(
            (1, "dental_head", "口腔ケアは退院前から関わると、食事の再開が早い。"),
            (1, "pharmacy_head", "退院の前日までに処方が分かると、準備ができる。"),
        ),
        achievements=("連絡方法のカードの交換により、問合せの手間が減ったとの声があった。",),
        issues=("開業医の参加を増やす工夫が要る。",),
        actions=(("カードをまとめて情報一覧表に反映する", "coordinator", 6),),
        head_count=81,
    ),
    Scene(
        (2, 10),
        catchphrase="もしもの夜も、ひとりにしない町へ",
        selling_point="夜間の急変を題材に、誰が何を知っていれば慌てずに済むかを話し合う。",
        agenda=(
            ("夜間の急変 そのとき誰に電話するか", "nursing_head", "訪問看護の記録から。"),
            ("救急隊から見た在宅の方の搬送", "ambulance", "現場で困ること、助かること。"),
            ("グループで情報交換", "coordinator", ""),
        ),
        remarks=(
            (2, "ambulance", "かかりつけ医の名前と、延命についての話し合いの有無が分かると助かる。"),
            (3, "care_head", "緊急連絡先の用紙を、冷蔵庫に貼る取組を広げたい。"),
        ),
        achievements=("救急隊と在宅の関係者が、初めて同じ席で話し合えた。",),
        issues=("緊急連絡先の用紙の様式が、事業所ごとに違う。",),
        actions=(("緊急連絡先の用紙の案を持ち寄る", "care_head", 8),),
        head_count=74,
    ),
)  # fmt: skip

TRAINING = (
    Scene(
        (0, 8),
        title="多職種研修会「在宅での看取りを支える」",
        catchphrase="その人らしい最期に、私たちができること",
        agenda=(("講演　在宅での看取りの実際", "home_care", ""), ("質疑と意見交換", "coordinator", "")),
        remarks=((1, "city_nurse", "ご家族が119番を呼ぶかどうか迷ったときの話が、とても参考になった。"),),
        achievements=("看取りの経過について、職種をこえて理解が深まった。",),
        issues=("施設の職員にも聞いてほしいとの声があった。",),
        head_count=92,
    ),
    Scene(
        (0, 2),
        title="多職種研修会「摂食嚥下と口腔ケア」",
        catchphrase="おいしく、安全に、最期まで口から",
        agenda=(("講演と実技　口から食べるを支える", "dental_head", ""), ("質疑", "coordinator", "")),
        cancelled=True,
    ),
    Scene(
        (1, 8),
        title="多職種研修会「摂食嚥下と口腔ケア」",
        catchphrase="おいしく、安全に、最期まで口から",
        agenda=(("講演と実技　口から食べるを支える", "dental_head", ""), ("質疑", "coordinator", "")),
        remarks=((1, "nursing_head", "食べる姿勢を整えるだけで、むせが減ることが実技でよく分かった。"),),
        achievements=("歯科への相談のきっかけが共有できた。",),
        issues=("訪問歯科の依頼先の一覧がほしいとの声。",),
        actions=(("訪問歯科の依頼先を一覧表に加える", "coordinator", 8),),
        head_count=57,
    ),
    Scene(
        (1, 2),
        title="多職種研修会「在宅での緩和ケアと薬」",
        catchphrase="痛みをひとりで抱えさせない",
        agenda=(
            ("講演　在宅での医療用麻薬の使い方", "hospital_head", ""),
            ("薬局での準備と家族への説明", "pharmacy_head", ""),
            ("質疑", "coordinator", ""),
        ),
        remarks=((1, "care_head", "薬の名前が分からなくても、痛みの様子を伝えればよいと分かり安心した。"),),
        achievements=("麻薬を扱える薬局と連絡の方法が共有できた。",),
        head_count=63,
    ),
    Scene(
        (2, 8),
        title="多職種研修会「認知症の方の受診を支える」",
        catchphrase="「行きたくない」の奥にあるものを聴く",
        agenda=(
            ("講演　受診につながるまでの関わり", "psw", ""),
            ("事例検討", "coordinator", "3つのグループで話し合う。"),
        ),
        remarks=((1, "city_chief", "初期集中支援チームへの相談を、もっと早い時期からしてほしい。"),),
        achievements=("受診につながりにくい方の相談先が共有できた。",),
        issues=("若年の方の支援について、続けて学びたいとの声があった。",),
        head_count=71,
    ),
    Scene(
        (2, 2),
        title="多職種研修会「人生会議を日々の仕事の中で」",
        catchphrase="元気なうちから、少しずつ",
        selling_point="もしものときの話し合いを、日々の関わりの中でどう切り出すかを学ぶ。",
        agenda=(("講演　話し合いの切り出し方", "president", ""), ("ロールプレイ", "coordinator", "")),
    ),
)  # fmt: skip

LIAISON = (
    Scene(
        (0, 5),
        agenda=(("圏域の在宅医療の現状", "health_centre", ""), ("今年度の取組", "city_chief", "")),
        remarks=((1, "health_centre", "訪問診療を行う診療所は、隣の圏域に比べて少ない。"),),
        achievements=("保健所・市・医師会で、今年度の取組を共有した。",),
        issues=("山間部の訪問の空白。",),
    ),
    Scene(
        (1, 5),
        agenda=(
            ("在宅医療・介護連携推進事業の評価", "city_chief", ""),
            ("医師会の取組の紹介", "coordinator", ""),
        ),
        remarks=((2, "city_head", "相談窓口の周知を、市の広報でも行う。"),),
        achievements=("相談窓口の案内を、市の広報に載せることになった。",),
    ),
    Scene(
        (2, 5),
        agenda=(("災害時の在宅患者の支援", "health_centre2", ""), ("相談窓口の実績", "coordinator", "")),
        remarks=((1, "city_nurse", "要支援者名簿と医療機器の使用の情報が、別々に管理されている。"),),
        achievements=("災害時の支援を、コア会議でも取り上げることになった。",),
        issues=("名簿の突合せの方法。",),
    ),
)  # fmt: skip
