"""Sentences for the rules that triggers hold, by constraint name: what the panel says beside the field."""

NOT_EMPLOYED = (
    "Orang ini bukan pegawai pada tanggal tersebut. | This person is not employed on that day.",
    ("employee_id",),
)
TRIGGER_MESSAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "ck_employee_nip_sex": (
        "Angka ke-15 NIP (1 laki-laki, 2 perempuan) tidak cocok dengan jenis kelamin orang ini. | "
        "Digit 15 of the NIP (1 male, 2 female) disagrees with the person's sex.",
        ("nip",),
    ),
    "ck_employee_nip_scheme": (
        "Angka ke-13 dan 14 NIP tidak cocok dengan jenis kepegawaian: 01-12 untuk PNS, 21-29 untuk PPPK. | "
        "Digits 13-14 of the NIP disagree with the employment type: 01-12 for PNS, 21-29 for PPPK.",
        ("nip",),
    ),
    "ck_person_sex_nip": (
        "Jenis kelamin tidak cocok dengan NIP orang ini. | The sex disagrees with this person's NIP.",
        ("sex",),
    ),
    "ck_unit_tree": (
        "Unit tidak boleh berada di bawah dirinya sendiri. | A unit cannot stand below itself.",
        ("parent_id",),
    ),
    "ck_user_role_last_administrator": (
        "Harus tetap ada administrator aktif atas semua unit yang perannya tanpa tanggal akhir; "
        "angkat yang lain lebih dahulu. | An active administrator over everything, whose role has no end, must remain; "
        "grant the role to someone else first.",
        ("role_id",),
    ),
    "ck_assignment_in_sight": (
        "Sesudah ini orang tersebut tidak lagi berada di unit yang Anda kelola. "
        "Mintalah petugas yang berwenang atas seluruh instansi. | "
        "After this the person would no longer be in a unit that you look after. "
        "Ask an officer whose role covers the whole agency.",
        ("valid_to",),
    ),
    "ck_employee_in_sight": (
        "Sesudah ini orang tersebut tidak lagi berada di instansi yang Anda kelola. "
        "Mintalah petugas yang berwenang atas semua instansi. | "
        "After this the person would no longer be in an agency that you look after. "
        "Ask an officer whose role covers all agencies.",
        ("agency_id",),
    ),
    "ck_local_parameter_kept": (
        "Nilai yang sudah ditetapkan tidak diubah; akhiri nilai itu lalu tetapkan yang baru. | "
        "A value that was set is not rewritten; end it and set another.",
        ("value",),
    ),
    "ck_local_parameter_end_reason": (
        "Alasan mengakhiri nilai ini harus diisi. | The reason for ending this value is required.",
        ("end_reason",),
    ),
    "ck_local_parameter_code": (
        "Parameter ini tidak ada dalam daftar yang boleh ditetapkan daerah. | "
        "This parameter is not among those that an agency may set.",
        ("code",),
    ),
    "ck_local_parameter_subject": (
        "Rincian ini tidak dapat ditetapkan daerah untuk parameter ini. | "
        "An agency cannot set this parameter for this subject.",
        ("subject",),
    ),
    "ck_local_parameter_value": (
        "Nilai ini tidak sesuai dengan jenis atau rentang parameter. | "
        "This value does not fit the parameter's kind or range.",
        ("value",),
    ),
    "ck_leave_request_kind": (
        "Jenis cuti ini bukan hak pegawai ini menurut skemanya, PNS atau PPPK. | "
        "This leave is no right of this employee's scheme, PNS or PPPK.",
        ("leave_kind_id",),
    ),
    "ck_leave_request_service": (
        "Masa kerja pegawai ini belum cukup untuk cuti ini pada hari pertamanya. | "
        "On the first day this employee has not served long enough for this leave.",
        ("starts_on",),
    ),
    "ck_leave_request_no_day": (
        "Tidak ada hari kerja pada masa itu. | There is no working day in that time.",
        ("ends_on",),
    ),
    "ck_leave_request_length": (
        "Lebih lama daripada batas jenis cuti ini. | Longer than this kind of leave may be.",
        ("ends_on",),
    ),
    "ck_leave_request_one_year": (
        "Cuti tahunan dihitung per tahun; ajukan satu permohonan untuk setiap tahun. | "
        "Annual leave is counted by the year; ask for each year's days on their own.",
        ("ends_on",),
    ),
    "ck_leave_request_balance": (
        "Lebih banyak daripada sisa cuti tahun itu. | More than what is left of that year's leave.",
        ("ends_on",),
    ),
    "ck_leave_request_forward": (
        "Permohonan hanya maju: rancangan, diajukan, dipertimbangkan, diputus; pertimbangan dan keputusan dicatat "
        "sebagai langkah. | "
        "A request only goes forward: draft, submitted, considered, decided; what was said is recorded as a step.",
        ("status",),
    ),
    "ck_leave_request_decided": (
        "Permohonan ini sudah diputus atau dibatalkan; ajukan yang baru. | "
        "This request is decided or cancelled; make a new one.",
        ("starts_on",),
    ),
    "ck_leave_step_order": (
        "Permohonan ini belum diajukan, atau sudah diputus. | This request is not submitted yet, or decided already.",
        ("leave_request_id",),
    ),
    "ck_leave_step_day": (
        "Langkah tidak boleh mendahului pengajuan. | A step cannot come before the request was submitted.",
        ("acted_on",),
    ),
    "ck_leave_step_append_only": (
        "Langkah yang sudah dicatat tidak diubah atau dihapus. | A recorded step is neither changed nor deleted.",
        ("outcome",),
    ),
    "ck_leave_ledger_append_only": (
        "Buku cuti hanya ditambah; bukukan koreksi. | The ledger is only added to; book a correction.",
        ("days",),
    ),
    "ck_survey_response_complete": (
        "Unsur ini ditanyakan kuesioner dan harus dijawab, 1 sampai 4. | "
        "The questionnaire asks for this element; it must be answered, 1 to 4.",
        ("requirements",),
    ),
    "ck_survey_response_asked": (
        "Kuesioner survei ini tidak menanyakan unsur ini; kosongkan. | "
        "The questionnaire of this survey does not ask for this element; leave it empty.",
        ("requirements",),
    ),
    "ck_survey_response_day": (
        "Tanggal pengisian harus dalam masa survei. | The day of the answers must lie within the survey.",
        ("answered_on",),
    ),
    "ck_survey_kept": (
        "Survei ini sudah dijawab: kuesionernya tetap, dan masanya harus memuat semua jawaban. | "
        "This survey was answered: its questionnaire stays, and its period must hold every answer.",
        ("ends_on",),
    ),
    "ck_survey_form_kept": (
        "Kuesioner ini sudah dijawab; buat kuesioner baru bila unsurnya berubah. | "
        "This questionnaire was answered; make a new one when its elements change.",
        ("requirements_number",),
    ),
    "ck_vacancy_opened_first": (
        "Lowongan tidak boleh dibuka sesudah calon pertamanya terdaftar. | "
        "The vacancy cannot open after its first candidate registered.",
        ("opened_on",),
    ),
    "ck_candidate_after_opening": (
        "Calon tidak boleh terdaftar sebelum lowongannya dibuka. | "
        "A candidate cannot register before the vacancy opens.",
        ("registered_on",),
    ),
    "ck_candidate_employed": NOT_EMPLOYED,
    "ck_stage_score_announced": (
        "Tahap ini tidak diumumkan untuk lowongan calon tersebut. | "
        "This stage was not announced for the candidate's vacancy.",
        ("stage",),
    ),
    "ck_appointment_decision_after_opening": (
        "Keputusan tidak boleh mendahului lowongan dan pendaftaran calonnya. | "
        "The decision cannot precede the vacancy and the candidate's registration.",
        ("decided_on",),
    ),
    "ck_appointment_decision_withdrawn": (
        "Calon ini sudah mengundurkan diri sebelum keputusan. | This candidate withdrew before the decision.",
        ("candidate_id",),
    ),
    "ck_appointment_decision_employed": (
        "Calon ini bukan pegawai pada tanggal keputusan. | The candidate is not employed on the day of the decision.",
        ("candidate_id",),
    ),
    "ck_succession_slot_employed": NOT_EMPLOYED,
    "ck_succession_slot_seat_in_force": (
        "Jabatan ini tidak ada pada tanggal tersebut. | There is no such seat on that day.",
        ("seat_id",),
    ),
    "ck_succession_slot_not_holder": (
        "Ia memegang jabatan itu; akhiri pada TMT jabatannya. | They hold that seat; end the period on its TMT.",
        ("employee_id",),
    ),
    "ck_family_member_generations": (
        "Anak lahir sesudah pegawai, orang tua sebelumnya; periksa tanggal lahir dan hubungannya. | "
        "A child is born after the employee, a parent before; check the birth date and the kinship.",
        ("born_on",),
    ),
    "ck_person_generations": (
        "Menurut tanggal ini seorang anak lebih tua, atau orang tua lebih muda, daripada pegawai. | "
        "By this date a child would be older, or a parent younger, than the employee.",
        ("born_on",),
    ),
    "uq_correction_request_waiting": (
        "Perbaikan isian ini sudah diminta dan masih menunggu keputusan. | "
        "The correction of this field was asked for already and waits for a decision.",
        ("claimed_value",),
    ),
    "ck_correction_request_submitted_first": (
        "Permintaan diajukan dahulu, lalu diputus. | A request is submitted first, then decided.",
        ("status",),
    ),
    "ck_correction_request_field_known": (
        "Isian ini tidak dapat diminta diperbaiki. | No correction of this field can be asked for.",
        ("field",),
    ),
    "ck_correction_request_claim_fits": (
        "Isi ini tidak dapat disimpan pada isian tersebut. | This value does not fit the field.",
        ("claimed_value",),
    ),
    "ck_correction_request_claim_differs": (
        "Isi yang diminta sama dengan yang tercatat. | What you ask for is what is stored already.",
        ("claimed_value",),
    ),
    "ck_correction_request_as_asked": (
        "Permintaan tidak diubah; tarik, lalu ajukan yang baru. | "
        "A request is not changed; withdraw it and submit another.",
        ("field",),
    ),
    "ck_correction_request_decided_once": (
        "Permintaan ini sudah diputus atau ditarik. | This request was decided or withdrawn already.",
        ("status",),
    ),
    "ck_correction_request_withdrawn_by_asker": (
        "Hanya pegawai yang meminta dapat menariknya; tolaklah dengan penjelasan. | "
        "Only the employee who asked can withdraw it; refuse it with an explanation.",
        ("status",),
    ),
    "ck_correction_request_decided_by_another": (
        "Permintaan Anda sendiri diputus oleh petugas lain. | Your own request is decided by somebody else.",
        ("status",),
    ),
    "ck_correction_request_still_as_seen": (
        "Isian ini sudah diubah, atau catatannya dihapus, sejak permintaan diajukan. Tolaklah, atau minta pegawai "
        "mengajukan lagi. | The field was changed, or its record deleted, since this was asked. "
        "Refuse it, or have the employee ask again.",
        ("field",),
    ),
    "ck_recruitment_round_announced_first": (
        "Pengadaan tidak boleh diumumkan sesudah pelamar pertamanya mendaftar. | "
        "The round cannot be announced after its first applicant registered.",
        ("announced_on",),
    ),
    "ck_recruitment_stage_kept": (
        "Tahap ini sudah ditempuh pelamar: pengadaan, tahap, dan urutannya tetap, dan nilai tertingginya harus memuat "
        "semua nilai. | "
        "Applicants went through this stage: its round, kind and place stay, and its highest score must hold "
        "every score.",
        ("stage",),
    ),
    "ck_formation_kept": (
        "Formasi ini sudah mempunyai pelamar; formasi itu tetap dalam pengadaannya. | "
        "Somebody applied for this formation; it stays in its round.",
        ("recruitment_round_id",),
    ),
    "ck_formation_full": (
        "Yang diterima menjadi lebih banyak daripada kebutuhan formasi ini. | "
        "More people would be accepted than this formation needs.",
        ("result",),
    ),
    "ck_applicant_after_announcement": (
        "Pelamar tidak boleh mendaftar sebelum pengadaan diumumkan. | "
        "Nobody can register before the round is announced.",
        ("registered_on",),
    ),
    "ck_applicant_placed_in_round": (
        "Formasi penempatan harus dari pengadaan yang sama. | The formation of placement must be of the same round.",
        ("placed_formation_id",),
    ),
    "ck_applicant_stage_of_round": (
        "Tahap ini tidak ada dalam pengadaan pelamar tersebut. | The applicant's round does not have this stage.",
        ("stage",),
    ),
    "ck_applicant_stage_after_registration": (
        "Tahap tidak boleh dimulai sebelum pelamar mendaftar. | No stage can start before the applicant registered.",
        ("entered_on",),
    ),
    "ck_applicant_stage_passed_before": (
        "Tahap berikutnya hanya bagi yang sudah lulus tahap sebelumnya, mulai hari lulusnya. | "
        "The next stage is only for those who passed the one before, from the day they did.",
        ("stage",),
    ),
    "ck_applicant_stage_score_due": (
        "Tahap ini bernilai: isi nilai yang lulus dan yang tidak lulus. | "
        "This stage is scored: enter the score of whoever passed or failed.",
        ("score",),
    ),
    "ck_applicant_stage_score_not_due": (
        "Tahap ini tidak bernilai; kosongkan nilainya. | This stage is not scored; leave the score empty.",
        ("score",),
    ),
    "ck_applicant_stage_score_range": (
        "Nilai harus dari 0 sampai nilai tertinggi tahap ini. | "
        "The score must be from 0 to the highest score of this stage.",
        ("score",),
    ),
    "ck_enrolment_within_quota": (
        "Kuota angkatan ini sudah penuh. | This session has no place left.",
        ("session_id",),
    ),
    "ck_enrolment_kept": (
        "Peserta ini sudah memberi umpan balik atau tercatat menyelesaikan angkatan ini; hapus itu lebih dahulu. | "
        "This participant gave feedback or is recorded as having finished; delete that first.",
        ("status",),
    ),
    "ck_session_feedback_attended": (
        "Hanya peserta yang hadir dapat memberi umpan balik. | Only participants who came can give feedback.",
        ("enrolment_id",),
    ),
    "ck_completion_attended": (
        "Pegawai ini tidak tercatat hadir pada angkatan tersebut. | "
        "This employee is not recorded as having come to that session.",
        ("session_id",),
    ),
    "ck_session_places_taken": (
        "Kuota tidak boleh kurang dari peserta yang sudah diterima. | "
        "The quota cannot be less than the places already taken.",
        ("quota",),
    ),
    "ck_session_agreement_party": (
        "Perjanjian ini bukan antara instansi dan mitra angkatan ini. | "
        "This agreement is not between the agency and the partner of this session.",
        ("partner_agreement_id",),
    ),
    "ck_session_within_agreement": (
        "Angkatan ini tidak seluruhnya dalam masa perjanjian. | "
        "This session is not wholly within the agreement's time.",
        ("partner_agreement_id",),
    ),
    "ck_internship_agreement_party": (
        "Perjanjian ini dengan mitra lain. | This agreement is with another partner.",
        ("partner_agreement_id",),
    ),
    "ck_internship_within_agreement": (
        "Magang ini tidak seluruhnya dalam masa perjanjian. | "
        "This internship is not wholly within the agreement's time.",
        ("partner_agreement_id",),
    ),
    "ck_partner_agreement_renews_earlier": (
        "Yang diperpanjang harus perjanjian yang lebih awal, antara instansi dan mitra yang sama. | "
        "What is renewed must be an earlier agreement between the same agency and partner.",
        ("renews_id",),
    ),
    "ck_partner_agreement_kept": (
        "Ada angkatan atau magang atas perjanjian ini di luar masa atau mitra itu; pindahkan lebih dahulu. | "
        "A session or internship under this agreement lies outside that time or partner; move it first.",
        ("valid_to",),
    ),
    "ck_goal_cycle_of_unit": (
        "Sasaran unit ini dari siklus lain. | This unit's goal is of another cycle.",
        ("unit_goal_id",),
    ),
    "ck_goal_cycle_of_superior": (
        "Sasaran atasan ini dari siklus lain. | This superior's goal is of another cycle.",
        ("parent_goal_id",),
    ),
    "ck_goal_circle": (
        "Sasaran itu sendiri diturunkan dari sasaran ini; pilih yang lain. | "
        "That goal is itself cascaded from this one; choose another.",
        ("parent_goal_id",),
    ),
    "ck_goal_of_somebody_else": (
        "Sasaran atasan harus milik orang lain. | A superior's goal belongs to somebody else.",
        ("parent_goal_id",),
    ),
    "ck_goal_kept": (
        "Sasaran pegawai lain diturunkan dari sasaran ini; pegawai dan siklusnya tetap. | "
        "Goals of others are cascaded from this one; its employee and cycle stay.",
        ("performance_cycle_id",),
    ),
    "ck_unit_goal_kept": (
        "Sasaran pegawai mendukung sasaran ini; siklusnya tetap. | Goals of employees serve this one; its cycle stays.",
        ("performance_cycle_id",),
    ),
    "ck_appraisal_objection_appraised": (
        "Isi dahulu tanggal penilaian itu; keberatan dihitung sejak tanggal tersebut. | "
        "Enter the day of that appraisal first; objections are counted from it.",
        ("appraisal_id",),
    ),
    "ck_appraisal_objection_after_appraisal": (
        "Keberatan tidak boleh diajukan sebelum tanggal penilaian. | An objection cannot come before the appraisal.",
        ("submitted_on",),
    ),
    "ck_development_action_own_appraisal": (
        "Penilaian ini milik pegawai lain. | This appraisal is of another employee.",
        ("appraisal_id",),
    ),
    "ck_appraisal_objected": (
        "Ada keberatan atas penilaian ini; tanggal penilaian harus ada dan tidak sesudah keberatan. | "
        "There is an objection to this appraisal; its day must be known and not be after the objection.",
        ("appraised_on",),
    ),
    "ck_appraisal_followed": (
        "Ada rencana pengembangan atas penilaian ini; pegawainya tetap. | "
        "A development plan follows this appraisal; its employee stays.",
        ("employee_id",),
    ),
}
